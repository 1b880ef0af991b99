from django.http import HttpResponse


def queue(request, **kwargs):
    return HttpResponse('stub')


def sheet(request, **kwargs):
    return HttpResponse('stub')
