"""Two people and one figure at the same moment: one is heard, the other is told; nothing is lost or doubled."""

# ruff: noqa: B023  (the threads of a round end within the round)
from datetime import date
from decimal import Decimal

import pytest

from dtracker.accounts.roles import Role
from dtracker.formats.quarters import Period
from indicators.actions import entering, publishing, reviewing
from indicators.actions.refusals import Stale
from indicators.models import Figure, Publication
from indicators.workflow import WrongStep
from tests import cast, make
from tests.indicators.races.start import done, refused, together

pytestmark = pytest.mark.usefixtures("transactional_db")
Q1 = Period(2025, 1)
TODAY = date(2025, 3, 20)
ROUNDS = range(5)
PEOPLE = 8


class World:
    """Hải Dương with two officers and two reviewers; a cell for each round."""

    def __init__(self):
        self.place = cast.hai_duong()
        self.lan, self.minh = cast.lan(self.place), cast.minh(self.place)
        self.lien = cast.person("lien", Role.OFFICER, self.place)
        self.mai = cast.person("mai", Role.REVIEWER, self.place)
        make.open_round("2025-Q1")
        self.cells = [make.indicator(f"ho-so-{number}") for number in ROUNDS]

    def save(self, cell, value, *, version=None, by=None):
        return entering.save_figure(
            indicator=cell,
            province=self.place,
            period=Q1,
            values={"value": Decimal(value)},
            version=version,
            by=by or self.lan,
            today=TODAY,
        )

    def submitted(self, cell, value="61.4"):
        return entering.submit(figure=self.save(cell, value), version=1, by=self.lan)

    def approved(self, cell, value="61.4"):
        return reviewing.approve(figure=self.submitted(cell, value), version=2, by=self.minh)

    def published(self, cell, value="61.4"):
        return publishing.publish(figure=self.approved(cell, value), version=3, by=self.minh, today=TODAY)


@pytest.fixture
def world() -> World:
    return World()


def chain(figure) -> list[tuple]:
    """The history, oldest first."""
    rows = figure.history.order_by("history_id")
    return [(row.version, row.history_change_reason, row.value) for row in rows]


def stored(figure) -> tuple:
    row = Figure.objects.get(pk=figure.pk)
    return row.status, row.version, row.value


def test_eight_first_saves_of_one_empty_cell(world):
    for cell in world.cells:
        answers = together(
            *(lambda n=n: world.save(cell, n, by=world.lan if n % 2 else world.lien) for n in range(1, PEOPLE + 1))
        )
        [winner] = done(answers)
        assert [type(each) for each in refused(answers)] == [Stale] * (PEOPLE - 1)
        assert {each.current.value for each in refused(answers)} == {winner.value}
        assert chain(winner) == [(1, "save", winner.value)]
        assert Figure.objects.filter(indicator=cell).count() == 1


def test_eight_saves_over_the_version_all_have_seen(world):
    for cell in world.cells:
        first = world.save(cell, "10")
        answers = together(*(lambda n=n: world.save(cell, n, version=1) for n in range(20, 20 + PEOPLE)))
        [winner] = done(answers)
        assert [type(each) for each in refused(answers)] == [Stale] * (PEOPLE - 1)
        assert {each.current.value for each in refused(answers)} == {winner.value}
        assert stored(first) == ("draft", 2, winner.value)
        assert chain(first) == [(1, "save", Decimal(10)), (2, "save", winner.value)]


def test_saves_that_take_each_others_version_form_one_unbroken_chain(world):
    cell = world.cells[0]
    figure = world.save(cell, "1")

    def save_three_times(start: int) -> int:
        kept = 0
        for step in range(3):
            version = Figure.objects.get(pk=figure.pk).version
            try:
                world.save(cell, start + step, version=version)
                kept += 1
            except Stale:
                continue
        return kept

    answers = together(*(lambda n=n: save_three_times(n * 10) for n in range(1, 5)))
    acknowledged = sum(done(answers))
    assert [version for version, _reason, _value in chain(figure)] == list(range(1, acknowledged + 2))
    assert stored(figure)[1] == acknowledged + 1


def test_emptied_by_one_while_submitted_by_the_other(world):
    for cell in world.cells:
        figure = world.save(cell, "61.4")
        answers = together(
            lambda: entering.empty(figure=figure, version=1, by=world.lan),
            lambda: entering.submit(figure=figure, version=1, by=world.lien),
        )
        [winner] = done(answers)
        [loser] = refused(answers)
        assert isinstance(loser, Stale)
        assert (loser.current.status, loser.current.value) == (winner.status, winner.value)
        assert stored(figure) in (("draft", 2, None), ("submitted", 2, Decimal("61.4")))
        assert len(chain(figure)) == 2


def test_a_double_click_on_save_has_one_effect(world):
    for cell in world.cells:
        answers = together(*(lambda: world.save(cell, "61.4") for _click in range(PEOPLE)))
        assert len(done(answers)) + len(refused(answers)) == PEOPLE
        [figure] = Figure.objects.filter(indicator=cell)
        assert chain(figure) == [(1, "save", Decimal("61.4"))]


def test_save_against_submit(world):
    for cell in world.cells:
        figure = world.save(cell, "10")
        answers = together(
            lambda: world.save(cell, "20", version=1, by=world.lien),
            lambda: entering.submit(figure=figure, version=1, by=world.lan),
        )
        assert len(done(answers)) == 1
        won = answers[0].is_done
        assert stored(figure) == (("draft", 2, Decimal(20)) if won else ("submitted", 2, Decimal(10)))
        assert isinstance(refused(answers)[0], Stale)
        assert len(chain(figure)) == 2


def test_save_against_approve_is_never_an_approval_of_what_was_not_seen(world):
    """The officer may type only after a return; the approver saw the version before it."""
    for cell in world.cells:
        figure = world.submitted(cell)

        def return_and_save(figure=figure, cell=cell):
            reviewing.send_back(figure=figure, note="Xem lại", version=2, by=world.mai)
            return world.save(cell, "99", version=3)

        answers = together(return_and_save, lambda: reviewing.approve(figure=figure, version=2, by=world.minh))
        assert len(done(answers)) == 1
        approved = answers[1].is_done
        assert stored(figure) == (("approved", 3, Decimal("61.4")) if approved else ("draft", 4, Decimal(99)))
        assert isinstance(refused(answers)[0], Stale)


def test_eight_approvals_of_one_figure(world):
    for cell in world.cells:
        figure = world.submitted(cell)
        people = [world.minh, world.mai] * (PEOPLE // 2)
        answers = together(*(lambda by=by: reviewing.approve(figure=figure, version=2, by=by) for by in people))
        [winner] = done(answers)
        assert [type(each) for each in refused(answers)] == [Stale] * (PEOPLE - 1)
        assert chain(figure)[2:] == [(3, "approve", Decimal("61.4"))]
        assert Figure.objects.get(pk=figure.pk).approved_by == winner.approved_by


def test_approve_against_return(world):
    for cell in world.cells:
        figure = world.submitted(cell)
        answers = together(
            lambda: reviewing.approve(figure=figure, version=2, by=world.minh),
            lambda: reviewing.send_back(figure=figure, note="Xem lại", version=2, by=world.mai),
        )
        assert len(done(answers)) == 1
        assert stored(figure)[:2] == ("approved" if answers[0].is_done else "returned", 3)


def test_two_reviewers_approve_overlapping_lines_in_opposite_order(world):
    made = [world.submitted(cell) for cell in world.cells]
    forwards = {figure.pk: 2 for figure in made}
    backwards = dict(reversed(forwards.items()))
    answers = together(
        lambda: reviewing.approve_lines(province=world.place, versions=forwards, by=world.minh),
        lambda: reviewing.approve_lines(province=world.place, versions=backwards, by=world.mai),
    )
    [winners] = done(answers)
    assert [type(each) for each in refused(answers)] == [Stale]
    by = {figure.approved_by for figure in Figure.objects.filter(pk__in=forwards)}
    assert by == {winners[0].approved_by}


def test_a_double_click_on_submit_sheet_hands_over_once(world):
    made = [world.save(cell, "10") for cell in world.cells]
    answers = together(
        *(lambda: entering.submit_sheet(province=world.place, period=Q1, by=world.lan) for _click in range(PEOPLE))
    )
    assert len(done(answers)) == 1
    assert [chain(figure)[1:] for figure in made] == [[(2, "submit", Decimal(10))]] * len(made)


def test_eight_publications_of_one_figure(world):
    for cell in world.cells:
        figure = world.approved(cell)
        answers = together(
            *(
                lambda: publishing.publish(figure=figure, version=3, by=world.minh, today=TODAY)
                for _person in range(PEOPLE)
            )
        )
        assert len(done(answers)) == 1
        assert [row.version for row in Publication.objects.filter(figure=figure)] == [1]
        assert chain(figure)[3:] == [(4, "publish", Decimal("61.4"))]


def test_correct_against_publish(world):
    """A correction begins at what is public; whoever comes first, readers get either value wholly."""
    for cell in world.cells:
        figure = world.approved(cell)
        answers = together(
            lambda: publishing.publish(figure=figure, version=3, by=world.minh, today=TODAY),
            lambda: entering.correct(
                figure=figure, values={"value": Decimal(63)}, reason="nhầm", version=4, by=world.lan
            ),
        )
        assert answers[0].is_done
        corrected = answers[1].is_done
        assert isinstance(answers[1].refusal, Stale | WrongStep | None)
        assert stored(figure) == (("draft", 5, Decimal(63)) if corrected else ("published", 4, Decimal("61.4")))
        assert [row.value for row in Publication.objects.filter(figure=figure)] == [Decimal("61.4")]


def test_two_corrections_of_one_figure(world):
    for cell in world.cells:
        figure = world.published(cell)
        answers = together(
            *(
                lambda n=n: entering.correct(
                    figure=figure, values={"value": Decimal(n)}, reason="nhầm", version=4, by=world.lan
                )
                for n in (63, 64)
            )
        )
        [winner] = done(answers)
        [loser] = refused(answers)
        assert (type(loser), loser.current.value) == (Stale, winner.value)
        assert stored(figure) == ("draft", 5, winner.value)


def test_eight_withdrawals_of_one_approval(world):
    for cell in world.cells:
        figure = world.approved(cell)
        people = [world.minh, world.mai] * (PEOPLE // 2)
        answers = together(
            *(lambda by=by: reviewing.withdraw(figure=figure, note="nhầm", version=3, by=by) for by in people)
        )
        assert len(done(answers)) == 1
        assert [type(each) for each in refused(answers)] == [Stale] * (PEOPLE - 1)
        assert chain(figure)[3:] == [(4, "withdraw", Decimal("61.4"))]


def test_withdraw_against_publish(world):
    """Either readers get the value, or it waits again; never both."""
    for cell in world.cells:
        figure = world.approved(cell)
        answers = together(
            lambda: reviewing.withdraw(figure=figure, note="nhầm", version=3, by=world.mai),
            lambda: publishing.publish(figure=figure, version=3, by=world.minh, today=TODAY),
        )
        assert len(done(answers)) == 1
        withdrawn = answers[0].is_done
        assert stored(figure) == ("submitted" if withdrawn else "published", 4, Decimal("61.4"))
        assert Publication.objects.filter(figure=figure).count() == (0 if withdrawn else 1)
        assert isinstance(refused(answers)[0], Stale)
