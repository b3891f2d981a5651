"""Webhooks, and names of our own for the ways from a page to its type, which clash with no host site's page types."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.utils.timezone
import klash_pages.models.webhook
import klash_pages.plumbing.outgoing_addresses
import uuid
from django.conf import settings
from django.db import migrations, models


PAGE_TYPES = (
    'accessibilitystatementpage',
    'awardpage',
    'challengeindexpage',
    'challengepage',
    'contestindexpage',
    'contestpage',
    'homepage',
    'municipalityindexpage',
    'newsindexpage',
    'newspage',
    'partnerindexpage',
    'partnerpage',
    'problemindexpage',
    'resultindexpage',
    'searchpage',
    'standardpage',
    'teamindexpage',
    'teampage',
)


def _own_name(model: str) -> Any:
    return migrations.AlterField(
        model_name=model,
        name='page_ptr',
        field=models.OneToOneField(
            on_delete=django.db.models.deletion.CASCADE,
            parent_link=True,
            primary_key=True,
            related_name='%(app_label)s_%(class)s',
            serialize=False,
            to=settings.WAGTAIL_PAGE_MODEL,
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ('klash_pages', '0007_lists_and_search'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        # Only Django's name for the way from a page to its type changes, nothing in the database.
        migrations.SeparateDatabaseAndState(state_operations=[_own_name(model) for model in PAGE_TYPES]),
        migrations.CreateModel(
            name='PageChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page_id', models.BigIntegerField(verbose_name='page')),
                ('before', models.JSONField(null=True, verbose_name='before')),
            ],
            options={
                'verbose_name': 'page change',
                'verbose_name_plural': 'page changes',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='WebhookEndpoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='For your own lists.', max_length=100, verbose_name='name')),
                ('url', models.URLField(help_text='The receiver gives it to you. It begins with https://.', max_length=500, validators=[klash_pages.plumbing.outgoing_addresses.check_url], verbose_name='address')),
                ('secret', models.CharField(default=klash_pages.models.webhook.new_secret, editable=False, help_text='The receiver checks with it that a message came from here. Pass it on as you would a password.', max_length=100, verbose_name='secret')),
                ('events', models.JSONField(default=klash_pages.models.webhook.all_events, verbose_name='is told when')),
                ('is_active', models.BooleanField(default=True, help_text='Nothing is recorded for an address that is not in use.', verbose_name='in use')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WebhookDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='message')),
                ('payload', models.JSONField(verbose_name='content')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('delivered', 'Delivered'), ('given_up', 'Given up')], default='waiting', max_length=10, verbose_name='state')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next attempt')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('attempted_at', models.DateTimeField(blank=True, null=True, verbose_name='last attempt')),
                ('fault', models.CharField(blank=True, choices=[('status', 'The receiver refused the message'), ('redirect', 'The receiver referred to another address, which is not followed'), ('no_answer', 'The receiver did not answer'), ('too_slow', 'The receiver did not answer in time'), ('certificate', "The receiver's certificate is not valid"), ('address', 'The address belongs to a private network, or is not encrypted'), ('unknown_host', 'The host is not known')], max_length=20, verbose_name='fault')),
                ('answer_status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='status of the answer')),
                ('answer_text', models.TextField(blank=True, verbose_name='answer')),
                ('endpoint', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='klash_pages.webhookendpoint', verbose_name='webhook')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['state', 'due_at'], name='klash_pages_delivery_due')],
            },
        ),
    ]
