/** A body that breaks off: the first half of the answer, then the connection is gone. */

/** The response with a body that fails half-way while it is read. */
export async function truncated(response: Response): Promise<Response> {
  const bytes = await firstHalf(response);
  let sent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent) controller.error(new TypeError("terminated", { cause: { code: "UND_ERR_SOCKET" } }));
      else controller.enqueue(bytes.half);
      sent = true;
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}

/** Half of a response's bytes, and how many there are. */
export async function firstHalf(response: Response): Promise<{ half: Uint8Array; length: number }> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { half: bytes.slice(0, Math.ceil(bytes.length / 2)), length: bytes.length };
}
