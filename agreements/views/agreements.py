from django.http import HttpResponse


def agreement(request, **kwargs):
    return HttpResponse('stub')


def agreements(request, **kwargs):
    return HttpResponse('stub')
