"""The form of a task in the administration."""

from django import forms

from agreements.actions.tasks import completed, faults_of


class TaskForm(forms.ModelForm):
    """By the rules of the page of a task: what does not fit together there fits nowhere."""

    def clean(self) -> dict:
        cleaned = super().clean()
        return cleaned | completed(cleaned)

    def _post_clean(self) -> None:
        super()._post_clean()
        for field, sentence in () if self.errors else faults_of(self.instance):
            self.add_error(field if field in self.fields else None, sentence)
