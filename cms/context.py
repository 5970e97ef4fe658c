"""What every storefront page has around its content."""


def shop(request):
    """The shopper, the menu and the language links. Only for the storefront: the admin has its own frame."""
    return {"shopper": getattr(request, "shopper", None)}
