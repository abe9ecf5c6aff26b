"""The workspace whose rows a session sees. Row-level policies compare it with the workspace of each row."""

from db.statements.composer import Fragment, Query, composed, whole_number, words


def restriction(workspace_id: int | None, *, until_transaction_ends: bool = False) -> Query:
    """The command that restricts a session to the rows of a workspace, or to none."""
    kind = words("LOCAL" if until_transaction_ends else "SESSION")
    slots: dict[str, Fragment] = {"kind": kind}
    if workspace_id is None:
        return composed(words("RESET milepost.workspace")).query
    return composed(words("SET {kind} milepost.workspace = {id}", slots | {"id": whole_number(workspace_id)})).query
