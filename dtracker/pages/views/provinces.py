from django.http import HttpResponse


def province(request, **kwargs):
    return HttpResponse('stub')


def provinces(request, **kwargs):
    return HttpResponse('stub')
