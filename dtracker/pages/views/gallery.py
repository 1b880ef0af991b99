from django.http import HttpResponse


def gallery(request, **kwargs):
    return HttpResponse('stub')
