"""Template tags of the screens' parts."""

from django import template

register = template.Library()
