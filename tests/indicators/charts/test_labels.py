"""Words on a drawing: beside their place, over nothing that must be seen."""

from itertools import combinations

from indicators.charts.labels import DIAMOND, LINE_HEIGHT, Box, Frame, Label, Value, ground, place_labels, place_values

FRAME = Frame(400, 200, (0, 10), (0, 10))
TWO_LINES = ("Mục tiêu", "Văn bản")


def placed(labels, *, values=(), lines=(), walls=(), frame=FRAME):
    where = ground(frame, lines, walls)
    place_values(values, [where])
    return place_labels(labels, where)


def test_labels_keep_off_points_and_each_other():
    first, second = placed([Label(5, 5, TWO_LINES), Label(5, 5.5, TWO_LINES)], values=[Value(6, 5, "")])

    assert [first.side, second.side] == ["right", "left"]
    assert second.dy < 0


def test_words_leave_bands_and_lines_in_full_height_free():
    frame = Frame(600, 300, (0, 10), (0, 10))
    label = Label(5, 5, ("a target with many words",), short=("a target",))
    assert [(each.lines, each.is_far) for each in placed([label], frame=frame)] == [(label.lines, False)]
    (alone,) = placed([label], walls=[(3.9, 4), (6, 6.1)], frame=frame)
    assert alone.lines == label.short


def test_words_stand_on_no_line():
    across = [((0, 5), (10, 5)), ((0, 6), (10, 6))]
    (label,) = placed([Label(5, 5, TWO_LINES)], lines=across)

    assert label.is_free
    assert label.dy > 16


def test_without_free_room_it_is_said_and_an_optional_label_is_left_out():
    everywhere = [((0, height / 4), (10, height / 4)) for height in range(41)]
    (label,) = placed([Label(5, 5, TWO_LINES)], lines=everywhere)
    assert not label.is_free
    assert placed([Label(5, 5, TWO_LINES, is_optional=True)], lines=everywhere) == []


def test_the_words_of_a_step_hang_on_it():
    (label,) = placed([Label(8, 5, TWO_LINES, along=(6, 4, 2))], lines=[((2, 5), (8, 5))])
    assert (label.x, label.side, label.dy, label.is_far) == (8, "right", -19, False)


def test_a_value_steps_aside_from_a_line_and_from_a_wall():
    free, crossed, walled = (
        ground(FRAME, lines, walls) for lines, walls in (([], []), ([((0, 5), (10, 7))], []), ([], [(5.3, 5.3)]))
    )
    assert place_values([Value(5, 5, "80,5%")], [free]) == ["top center"]
    assert place_values([Value(5, 5, "80,5%")], [crossed]) == ["bottom center"]
    assert place_values([Value(5, 5, "80,5%")], [walled]) == ["top left"]


def test_a_value_stands_on_a_line_rather_than_on_another_value():
    """Values of a phone that rise close below the way to their target."""
    rising = [Value(each, 3 + each * 0.6, "13,6%") for each in range(1, 6)]
    frame = Frame(285, 230, (-2, 12), (0, 10))
    narrow = ground(frame, [((0, 3.6), (6, 8)), *(((x, 3 + x * 0.6), (x + 1, 3.6 + x * 0.6)) for x in range(1, 5))])
    place_values(rising, [narrow])
    assert len(narrow.written) == len(rising)
    assert [(one, other) for one, other in combinations(narrow.written, 2) if one.overlap(other)] == []


def test_how_much_of_a_line_a_box_covers():
    box = Box(0, 0, 10, 10)
    assert box.covers(((-5, 5), (15, 5))) == 10
    assert box.covers(((5, 5), (5, 30))) == 5
    assert box.covers(((-5, 11), (15, 11))) == 0
    assert round(box.covers(((-5, -5), (20, 20))), 3) == 14.142


def test_a_value_near_the_edge_keeps_off_the_numbers_of_the_axis_and_off_the_wall():
    """The first figure of a long axis, with the merger right after it."""
    start = ground(FRAME, [], [(1.1, 1.1)])
    assert place_values([Value(0.9, 5, "345")], [start]) == ["top left"]
    tight = ground(FRAME, [], [(0.8, 0.8)])
    assert place_values([Value(0.6, 5, "345")], [tight]) == ["top center"]


def test_a_leader_across_lines_is_no_free_place():
    """Beyond the lines there is room; who goes there crosses them."""
    lines = [((0, 5 + sign * away / 20), (10, 5 + sign * away / 20)) for away in range(0, 66, 5) for sign in (1, -1)]
    assert placed([Label(5, 5, ("a line ahead",), is_optional=True)], lines=lines) == []


def test_a_value_keeps_off_a_diamond_near_it():
    """The value 5 with a target of 5,5 right above its point."""
    crowded = ground(FRAME, [], diamonds=[(5, 5.5)])
    assert place_values([Value(5, 5, "80,5%")], [crowded]) == ["bottom center"]


def test_words_leave_every_diamond_free():
    """The upper end of a range has no words of its own, and still stays whole."""
    lines = [((0, 4), (9.5, 5)), ((0, 4), (9.5, 4.9)), ((0, 4), (9.5, 4.8))]
    ends = [(9.5, 5), (9.5, 6.9)]
    (free,) = place_labels([Label(9.5, 5, TWO_LINES)], ground(FRAME, lines))
    (label,) = place_labels([Label(9.5, 5, TWO_LINES)], ground(FRAME, lines, diamonds=ends))
    assert free.dy - LINE_HEIGHT < -38 + DIAMOND
    assert label.dy - LINE_HEIGHT >= -38 + DIAMOND or (label.side == "right" and label.dx <= -DIAMOND)


def test_words_about_a_line_stand_nearest_to_it_or_are_tied_to_it():
    """Just above its own line runs another one: above both, the words would be read as those of the other."""
    own, other = ((0, 5), (10, 5)), ((0, 5.4), (10, 5.4))
    label = Label(5, 5, ("nếu giữ nhịp",), own=(own,))
    (stands,) = placed([label], lines=[own, other])
    assert (stands.is_far, stands.dy > 0) == (False, True)
    (between,) = placed([label], lines=[own, other, ((0, 4.6), (10, 4.6))])
    assert between.is_far
