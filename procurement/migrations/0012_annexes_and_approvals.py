"""Uploaded annexes and approvals; the group Legal may approve. Django makes permissions after migrating, so it is made here."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def let_lawyers_approve(apps, schema_editor):
    case_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="procurement", model="case"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=case_type,
        codename="approve_document",
        defaults={"name": "Can approve papers of a procurement case"},
    )
    apps.get_model("auth", "Group").objects.get_or_create(name="Legal")[0].permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('procurement', "0011_house_wordings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='case',
            options={'default_permissions': ('view',), 'ordering': ['pk'], 'permissions': [('open_case', 'Can open a procurement case'), ('record_facts', 'Can record facts of a procurement case'), ('verify_party', 'Can verify the party of a procurement case'), ('draft_document', 'Can draft papers of a procurement case'), ('download_document', 'Can download papers of a procurement case'), ('approve_document', 'Can approve papers of a procurement case'), ('lift_guard', 'Can lift a guard of a procurement case')], 'verbose_name': 'procurement case', 'verbose_name_plural': 'procurement cases'},
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_files', models.JSONField(verbose_name='files that were read')),
                ('approved_at', models.DateTimeField(auto_now_add=True, verbose_name='approved')),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='approval', to='procurement.documentversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'approval of a version',
                'verbose_name_plural': 'approvals of versions',
                'ordering': ['pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AnnexFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('^[0-9a-f]{64}$')], verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('file_name', models.CharField(max_length=120, verbose_name='file name')),
                ('media_type', models.CharField(max_length=100, verbose_name='media type')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annex_files', to='procurement.case', verbose_name='case')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'uploaded annex',
                'verbose_name_plural': 'uploaded annexes',
                'ordering': ['pk'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('case', 'sha256'), name='procurement_annex_file_once')],
            },
        ),
        migrations.CreateModel(
            name='ApprovedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('docx', 'Word'), ('pdf', 'PDF'), ('pdfa', 'PDF for the archive'), ('txt', 'Text')], max_length=4, verbose_name='format')),
                ('sha256', models.CharField(max_length=64, validators=[django.core.validators.RegexValidator('^[0-9a-f]{64}$')], verbose_name='SHA-256')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('approval', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='procurement.approval', verbose_name='approval')),
            ],
            options={
                'verbose_name': 'file of an approved version',
                'verbose_name_plural': 'files of approved versions',
                'ordering': ['approval', 'format'],
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('approval', 'format'), name='procurement_approved_file_once')],
            },
        ),
        migrations.RunPython(let_lawyers_approve, migrations.RunPython.noop),
    ]
