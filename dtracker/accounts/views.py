from django.http import HttpResponse


def login(request, **kwargs):
    return HttpResponse('stub')


def logout(request, **kwargs):
    return HttpResponse('stub')


def change_password(request, **kwargs):
    return HttpResponse('stub')
