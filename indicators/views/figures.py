from django.http import HttpResponse


def figure(request, **kwargs):
    return HttpResponse('stub')


def approve(request, **kwargs):
    return HttpResponse('stub')


def send_back(request, **kwargs):
    return HttpResponse('stub')


def publish(request, **kwargs):
    return HttpResponse('stub')


def correct(request, **kwargs):
    return HttpResponse('stub')
