from django.http import HttpResponse


def provinces(request):
    return HttpResponse("stub")
