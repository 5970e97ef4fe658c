"""What happens to the cart at the door: a guest's cart follows him in, and nobody sees it after he has left."""

from commerce.cart import basket, cookie


class CartAtTheDoor:
    """Acts when a POST has logged somebody in or out; costs nothing otherwise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST":
            return self.get_response(request)
        before = request.user.pk
        response = self.get_response(request)
        after = request.user.pk
        if before == after:
            return response
        if after is None:
            cookie.forget(response)
            return response
        cart = basket.claim(cookie.read(request)[0], user_id=after)
        if cart is not None:
            cookie.write(response, cart)
        return response
