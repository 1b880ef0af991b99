"""The tables as the migrations named in `replaces` leave them, made in one step: a new database is ready in a third of the time."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ("places", "0001_initial"),
        ("places", "0002_region_since_2025"),
        ("places", "0003_words_of_refusals"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Province',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='slug')),
                ('register_id', models.SlugField(max_length=60, unique=True, verbose_name='register id')),
                ('name_vi', models.CharField(max_length=100, verbose_name='Vietnamese name')),
                ('name_en', models.CharField(max_length=100, verbose_name='English name')),
                ('kind', models.CharField(choices=[('province', 'Province'), ('city', 'Centrally run city')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(help_text='Statistics office code; never a key: codes changed hands in 2025.', max_length=4, verbose_name='code')),
                ('region_vi', models.CharField(blank=True, max_length=80, verbose_name='region')),
                ('region_en', models.CharField(blank=True, max_length=80, verbose_name='region in English')),
                ('region34_vi', models.CharField(blank=True, help_text='Only where the borders stayed and the region did not. Empty: that of the dated name.', max_length=80, verbose_name='region since 1/7/2025')),
                ('region34_en', models.CharField(blank=True, max_length=80, verbose_name='region since 1/7/2025, in English')),
                ('started_on', models.DateField(verbose_name='exists since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='places.province', verbose_name='successor')),
                ('is_illustration', models.BooleanField(default=False, verbose_name='fictional, for illustration')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('search_key', models.CharField(default='', editable=False, max_length=255)),
                ('sort_key', models.CharField(default='', editable=False, max_length=255)),
            ],
            options={
                'verbose_name': 'province',
                'verbose_name_plural': 'provinces',
                'ordering': ['sort_order', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('started_on')), _connector='OR'), name='province_ends_after_it_starts', violation_error_message='A province cannot end before it starts.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalProvince',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, verbose_name='slug')),
                ('register_id', models.SlugField(max_length=60, verbose_name='register id')),
                ('name_vi', models.CharField(max_length=100, verbose_name='Vietnamese name')),
                ('name_en', models.CharField(max_length=100, verbose_name='English name')),
                ('kind', models.CharField(choices=[('province', 'Province'), ('city', 'Centrally run city')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(help_text='Statistics office code; never a key: codes changed hands in 2025.', max_length=4, verbose_name='code')),
                ('region_vi', models.CharField(blank=True, max_length=80, verbose_name='region')),
                ('region_en', models.CharField(blank=True, max_length=80, verbose_name='region in English')),
                ('region34_vi', models.CharField(blank=True, help_text='Only where the borders stayed and the region did not. Empty: that of the dated name.', max_length=80, verbose_name='region since 1/7/2025')),
                ('region34_en', models.CharField(blank=True, max_length=80, verbose_name='region since 1/7/2025, in English')),
                ('started_on', models.DateField(verbose_name='exists since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('is_illustration', models.BooleanField(default=False, verbose_name='fictional, for illustration')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('search_key', models.CharField(default='', editable=False, max_length=255)),
                ('sort_key', models.CharField(default='', editable=False, max_length=255)),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.province', verbose_name='successor')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical province',
                'verbose_name_plural': 'historical provinces',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='OrgUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='places.province', verbose_name='province')),
                ('code', models.SlugField(max_length=80, unique=True, verbose_name='code')),
                ('name_vi', models.CharField(max_length=200, verbose_name='Vietnamese name')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='English name')),
                ('kind', models.CharField(choices=[('department', 'Department'), ('district', 'District-level unit'), ('commune', 'Commune-level unit'), ('centre', 'Centre'), ('party', 'Party body'), ('government', "People's Committee")], max_length=12, verbose_name='kind')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='places.orgunit', verbose_name='belongs to')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='exists since')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='places.orgunit', verbose_name='successor')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
            ],
            options={
                'verbose_name': 'organisational unit',
                'verbose_name_plural': 'organisational units',
                'ordering': ['province', 'name_vi', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('started_on', None), ('ended_on__gt', models.F('started_on')), _connector='OR'), name='unit_ends_after_it_starts', violation_error_message='A unit cannot end before it starts.')],
            },
        ),
        migrations.CreateModel(
            name='ProvinceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='places.province', verbose_name='province')),
                ('name_vi', models.CharField(max_length=100, verbose_name='Vietnamese name')),
                ('name_en', models.CharField(max_length=100, verbose_name='English name')),
                ('kind', models.CharField(choices=[('province', 'Province'), ('city', 'Centrally run city')], max_length=10, verbose_name='kind')),
                ('code', models.CharField(max_length=4, verbose_name='code')),
                ('region_vi', models.CharField(blank=True, max_length=80, verbose_name='region')),
                ('region_en', models.CharField(blank=True, max_length=80, verbose_name='region in English')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('valid_to', models.DateField(blank=True, help_text='The last day in force.', null=True, verbose_name='valid to')),
                ('tile_row', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='row in the 63-tile layout')),
                ('tile_col', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='column in the 63-tile layout')),
                ('tile34_row', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='row in the 34-tile layout')),
                ('tile34_col', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='column in the 34-tile layout')),
                ('search_key', models.CharField(default='', editable=False, max_length=255)),
            ],
            options={
                'verbose_name': 'dated name',
                'verbose_name_plural': 'dated names',
                'ordering': ['province', 'valid_from', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('province', 'valid_from'), name='one_name_per_province_and_day'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='province_name_ends_after_it_starts', violation_error_message='The last day cannot lie before the first.')],
            },
        ),
    ]
