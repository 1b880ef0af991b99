def waiting_for(user, today):
    return []
