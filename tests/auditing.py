"""What the audit log of a workspace says."""

from typing import Any

from asking import ask

from db.pool import Pool

FIELDS = "action token requestId address people detail"
LOG = f"query ($action: [AuditAction!]) {{ auditLog(action: $action, first: 200) {{ nodes {{ {FIELDS} }} }} }}"


async def entries(pool: Pool, workspace_id: int, *action: str) -> list[dict[str, Any]]:
    """The entries with one of these actions, or all, the oldest first."""
    log = await ask(pool, workspace_id, LOG, **({"action": action} if action else {}))
    return log["auditLog"]["nodes"][::-1]


async def actions(pool: Pool, workspace_id: int) -> list[str]:
    return [entry["action"] for entry in await entries(pool, workspace_id)]
