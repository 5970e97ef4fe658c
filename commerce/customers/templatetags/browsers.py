from django import template

from commerce.customers.sessions import browser_words

register = template.Library()
register.filter(browser_words)
