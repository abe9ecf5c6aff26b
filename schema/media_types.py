"""The two media types of GraphQL responses, and the choice between them."""

GRAPHQL_RESPONSE = "application/graphql-response+json"
JSON = "application/json"
VARY = "Authorization, Accept, Accept-Encoding"  # the headers that a response depends on


def preferred(accept: str) -> str:
    """The media type of the response, by the value of the header `Accept`.

    It is application/graphql-response+json only if the client names it and does not prefer application/json: a client
    that expects application/json relies on the status 200 for every response.
    """
    qualities = qualities_of(accept)
    quality = qualities.get(GRAPHQL_RESPONSE, 0.0)
    return GRAPHQL_RESPONSE if 0 < quality >= qualities.get(JSON, 0.0) else JSON


def qualities_of(accept: str) -> dict[str, float]:
    """The media types in the value of the header `Accept`, in its order, with their qualities."""
    return dict(map(_quality, accept.split(",")))


def _quality(part: str) -> tuple[str, float]:
    media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return media_type, float(given)
    except ValueError:
        return media_type, 0.0
