"""Colours of drawings that CSS cannot reach; the same values as in static/css/tokens.css."""

INK = "#172126"
INK_2 = "#424D53"
INK_3 = "#5C676D"
LINE = "#DBD8D0"
LINE_STRONG = "#85837C"
SURFACE = "#FFFFFF"
SUNKEN = "#F1F0EC"
BRAND = "#0F5163"
UNIT_ENDED = "#55479E"
UNIT_ENDED_INK = "#453A82"
UNIT_ENDED_TINT = "#EEECF6"
FONT = '"Inter Variable", Inter, "Segoe UI", Roboto, "Noto Sans", sans-serif'
