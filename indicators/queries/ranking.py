def national_map(on, own):
    return None
