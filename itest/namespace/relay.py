"""TCP relay from a loopback port of the machine to a loopback port inside a network namespace.

Usage: relay.py NAMESPACE PORT

A socket stays in the network namespace that it was created in, so one process can be on both sides: it opens the
listening socket, then enters the namespace, and connects from there. Prints the port that it listens on.
"""

import asyncio
import ctypes
import os
import socket
import sys

CLONE_NEWNET = 0x40000000


def enter(namespace):
    descriptor = os.open("/run/netns/" + namespace, os.O_RDONLY)
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "cannot enter the network namespace " + namespace)
    os.close(descriptor)


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def relay(reader, writer, port):
    try:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        writer.close()
        return
    await asyncio.gather(pump(reader, inner_writer), pump(inner_reader, writer), return_exceptions=True)


async def main():
    listener = socket.create_server(("127.0.0.1", 0))
    enter(sys.argv[1])
    port = int(sys.argv[2])
    server = await asyncio.start_server(lambda reader, writer: relay(reader, writer, port), sock=listener)
    print(listener.getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
