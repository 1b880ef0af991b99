"""Numbers in admin forms are read by the one reader."""

from django.db.models import DecimalField

from indicators.forms.fields import NumberField


class Numbers:
    """For an admin or inline whose rows hold decimals: "1.931" is 1931 here too."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, DecimalField):
            return NumberField(
                label=db_field.verbose_name.capitalize(),
                help_text=db_field.help_text,
                required=not db_field.blank,
                decimals=db_field.decimal_places,
                initial=db_field.get_default() if db_field.has_default() else None,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
