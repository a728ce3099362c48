"""TLS-terminating proxy with a certificate of its own that connects over TLS to a backend, like a load balancer.

Usage: tls_front.py ADDRESS PORT CERTIFICATE KEY SERVER SERVER_PORT

Prints the port that it listens on; PORT 0 is any free one. The backend's certificate is not verified.
"""

import asyncio
import ssl
import sys


async def pump(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()


async def main():
    address, port, certificate, key, server, server_port = sys.argv[1:]
    front = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    front.load_cert_chain(certificate, key)
    behind = ssl.create_default_context()
    behind.check_hostname = False
    behind.verify_mode = ssl.CERT_NONE

    async def serve(reader, writer):
        try:
            inner_reader, inner_writer = await asyncio.open_connection(server, int(server_port), ssl=behind)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pump(reader, inner_writer), pump(inner_reader, writer))

    listener = await asyncio.start_server(serve, address, int(port), ssl=front)
    print(listener.sockets[0].getsockname()[1], flush=True)
    await listener.serve_forever()


asyncio.run(main())
