from django.http import HttpResponse


def series(request, **kwargs):
    return HttpResponse('stub')
