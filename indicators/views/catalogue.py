from django.http import HttpResponse


def indicator(request, **kwargs):
    return HttpResponse('stub')


def indicators(request, **kwargs):
    return HttpResponse('stub')
