"""The port that the demo listens on."""

from cli.listening import free_port, listen, port_like


def test_a_port_is_replaced_only_if_another_process_listens_on_it():
    port = free_port("127.0.0.1", 0)

    free = port_like("127.0.0.1", port)
    with listen("127.0.0.1", port):
        other = port_like("127.0.0.1", port)

    assert free == port
    assert other != port
