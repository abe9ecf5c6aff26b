"""Tokens: their type, and the mutations that create and revoke them."""

from datetime import datetime, timedelta
from typing import Annotated

import strawberry

from core.errors import Refused
from core.ids import global_id, number_of
from core.input_paths import under
from core.list_bounds import MOST_CHOICES, check_length
from core.pages import Key
from core.tokens import TokenRequest
from core.viewer import Scope
from db.tokens import StoredToken
from resolvers import tokens
from resolvers.context import Context
from resolvers.pages import Listing
from schema.connections import Connection
from schema.info import Info
from schema.list_bounds import at_most
from schema.nodes import Node
from schema.payloads import UserError, user_errors
from schema.permissions import field


@strawberry.type(
    description="An access token of the workspace, without its secret, which is not stored. An expired or revoked "
    "token is refused from the next request on. As a `Node`: Needs the scope ADMIN."
)
class Token(Node):
    name: str = strawberry.field(description="The name. Several tokens can have the same one.")
    scopes: list[Scope] = strawberry.field(description="The scopes of the token.")
    created_at: datetime = strawberry.field(description="When the token was created.")
    expires_at: datetime | None = strawberry.field(
        description="The instant from which the token is refused; null if it does not expire."
    )
    last_used_at: datetime | None = strawberry.field(
        description="When the token was last used, exact to within a minute; null if never."
    )
    revoked_at: datetime | None = strawberry.field(description="When the token was revoked; null if it was not.")

    @classmethod
    def of(cls, stored: StoredToken) -> "Token":
        return cls(
            id=strawberry.ID(global_id("Token", stored.id)),
            name=stored.name,
            scopes=[scope for scope in Scope if scope in stored.scopes],
            created_at=stored.created_at,
            expires_at=stored.expires_at,
            last_used_at=stored.last_used_at,
            revoked_at=stored.revoked_at,
        )


@strawberry.type(
    description="A page of the tokens of the workspace, the newest first, expired and revoked ones included."
)
class TokenConnection(Connection[Token]):
    @classmethod
    def of(cls, ctx: Context, listing: Listing) -> "TokenConnection":

        async def node_at(key: Key) -> Token:
            stored = await tokens.token_by_id(ctx, key.id)
            assert stored is not None  # noqa: S101 - it is on the page
            return Token.of(stored)

        return cls(listing=listing, node_at=node_at)


@strawberry.input(description="A token to create.")
class CreateTokenInput:
    name: str | None = strawberry.field(
        default=None,
        description="A name by which people recognize the token, as in the audit log; 1 to 500 characters. "
        "`bootstrap` and `command line` are reserved. Default with `rotates`: the name of the replaced token. Required "
        "without it.",
    )
    scopes: list[Scope] | None = strawberry.field(
        default=None,
        description="The scopes of the token, at least one and at most 50. Default with `rotates`: those of the "
        "replaced token. Required without it.",
        metadata=at_most(MOST_CHOICES),
    )
    expires_at: datetime | None = strawberry.field(
        default=None,
        description="The instant from which the token is refused, in the future. Default: with `rotates`, when the "
        "replaced token would have expired (if it was rotated before, the end of that overlap); otherwise never.",
    )
    rotates: strawberry.ID | None = strawberry.field(
        default=None,
        description="The id of a valid token that this one replaces. The replaced token expires after "
        "`overlapMinutes`, or earlier if it would have anyway.",
    )
    overlap_minutes: int | None = strawberry.field(
        default=None,
        description="Minutes for which the replaced token stays valid, 0 to 43,200 (30 days). Default: 60. Allowed "
        "only with `rotates`.",
    )

    def to_core(self) -> TokenRequest:
        """The request. Raises Invalid or LimitExceeded with the path of the field."""
        if self.scopes is not None:
            check_length(self.scopes, MOST_CHOICES, "scopes")
        with under("rotates"):
            rotates = None if self.rotates is None else number_of(self.rotates, "Token")
        overlap = None if self.overlap_minutes is None else timedelta(minutes=self.overlap_minutes)
        scopes = None if self.scopes is None else tuple(dict.fromkeys(self.scopes))
        return TokenRequest(self.name, scopes, self.expires_at, rotates, overlap)


@strawberry.type(description="The token and its secret, or the errors if nothing was changed.")
class CreateTokenPayload:
    token: Token | None = strawberry.field(default=None, description="The token; null if there are errors.")
    secret: str | None = strawberry.field(
        default=None,
        description="What clients send as `Authorization: Bearer <secret>`. Only this response contains it. Null if "
        "there are errors.",
    )
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="Errors in the input; usually empty."
    )


@strawberry.type(description="The token, or the errors if nothing was changed.")
class RevokeTokenPayload:
    token: Token | None = strawberry.field(default=None, description="The token; null if there are errors.")
    user_errors: list[UserError] = strawberry.field(
        default_factory=list[UserError], description="Errors in the input; usually empty."
    )


@field(
    needs=Scope.ADMIN,
    description="Create a token for this workspace. With `rotates` it replaces another one, and both are valid until "
    "the overlap ends. A repeated request creates another token.",
)
async def create_token(
    info: Info,
    input: Annotated[CreateTokenInput, strawberry.argument(description="The token to create.")],  # noqa: A002 - the contract's word
) -> CreateTokenPayload:
    try:
        created = await tokens.create_token(info.context, input.to_core())
    except Refused as refusal:
        return CreateTokenPayload(user_errors=user_errors([refusal]))
    return CreateTokenPayload(token=Token.of(created.token), secret=created.secret)


@field(
    needs=Scope.ADMIN,
    description="Revoke a token permanently. It is refused from the next request on. Revoking it again changes "
    "nothing.",
)
async def revoke_token(
    info: Info,
    id: Annotated[strawberry.ID, strawberry.argument(description="The id of the token.")],  # noqa: A002 - the contract's word
) -> RevokeTokenPayload:
    try:
        with under("id"):
            token_id = number_of(id, "Token")
        revoked = await tokens.revoke_token(info.context, token_id)
    except Refused as refusal:
        return RevokeTokenPayload(user_errors=user_errors([refusal]))
    return RevokeTokenPayload(token=Token.of(revoked))
