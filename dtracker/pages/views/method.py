from django.http import HttpResponse


def method(request, **kwargs):
    return HttpResponse('stub')
