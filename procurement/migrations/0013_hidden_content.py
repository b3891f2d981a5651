"""Each uploaded annex keeps what was found in it that its reader does not see; older ones are asked when they are sent."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', '0012_annexes_and_approvals'),
    ]

    operations = [
        migrations.AddField(
            model_name='annexfile',
            name='hidden',
            field=models.JSONField(blank=True, null=True, verbose_name='hidden content'),
        ),
    ]
