from django.http import HttpResponse


def rounds(request, **kwargs):
    return HttpResponse('stub')


def sheet(request, **kwargs):
    return HttpResponse('stub')


def submit(request, **kwargs):
    return HttpResponse('stub')
