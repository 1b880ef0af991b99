from django.http import HttpResponse


def not_found(request, **kwargs):
    return HttpResponse('stub')


def not_allowed(request, **kwargs):
    return HttpResponse('stub')


def broken(request, **kwargs):
    return HttpResponse('stub')
