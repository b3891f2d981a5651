"""A house wording that changes one legal language only says why the other need not follow."""

from django.db import migrations, models

import procurement.validators.printable_text


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0015_files_are_asked_anew"),
    ]

    operations = [
        migrations.AddField(
            model_name="housewording",
            name="one_language_reason",
            field=models.TextField(
                blank=True,
                default="",
                validators=[procurement.validators.printable_text.validate_printable],
                verbose_name="why the other language need not follow",
            ),
            preserve_default=False,
        ),
    ]
