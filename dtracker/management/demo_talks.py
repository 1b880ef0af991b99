"""Made-up requests for explanation in the fictional province, so that somebody who tries the product finds some."""

from datetime import date, timedelta

from dtracker.accounts.models import User
from indicators.actions.explanations import answer, ask
from indicators.models import ExplanationRequest, Target

WAITING, ANSWERED, OF_A_UNIT = "mh-benh-an-2027", "mh-tk-thanh-toan-2026", "mh-kts-2030"
DAYS = 10
QUESTIONS = {
    WAITING: "(Minh hoạ) Vì sao bệnh án điện tử chậm so với đường cần đạt, và quý tới làm gì để kịp?",
    ANSWERED: "(Minh hoạ) Vì sao không đạt mốc, và khi nào thì đạt?",
    OF_A_UNIT: "(Minh hoạ) Sở dự kiến tỷ trọng kinh tế số cuối năm là bao nhiêu, dựa vào ngành nào?",
}
ANSWER = "(Minh hoạ) Hai huyện miền núi chưa có điểm giao dịch; tháng 12 sẽ mở thêm bốn điểm."


def create_talks(today: date) -> None:
    """Two requests that wait, of them one for a department, and one that is answered.

    Nothing where the targets are not loaded, or somebody asked.
    """
    targets = (
        Target.objects.filter(code__in=QUESTIONS).select_related("province", "indicator").in_bulk(field_name="code")
    )
    if len(targets) < len(QUESTIONS) or ExplanationRequest.objects.filter(target__in=targets.values()).exists():
        return
    reader, officer = (User.objects.get(username=f"{role}.mh") for role in ("reader", "officer"))
    due_on = today + timedelta(days=DAYS)
    made = {
        code: ask(target=target, question=QUESTIONS[code], due_on=due_on, by=reader, today=today, tell=nobody)
        for code, target in targets.items()
    }
    answer(explanation=made[ANSWERED], text=ANSWER, version=1, by=officer, tell=nobody)


def nobody(*_step) -> None:
    """Demo people get no mail."""
