def of_province(province, on):
    return None
