/** Answers that leave the client not knowing whether its request was taken. */

/** Ends only when the client hangs up or the sandbox stops. */
export function neverAnswered(client: AbortSignal, ending: AbortSignal): Promise<Response> {
  const over = AbortSignal.any([client, ending]);
  return new Promise((resolve) => {
    const end = (): void => resolve(new Response(null, { status: 503 }));
    if (over.aborted) end();
    else over.addEventListener('abort', end);
  });
}

/** Promises a JSON body, begins it and breaks the connection. */
export function brokenResponse(): Response {
  let begun = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (begun) controller.error(dropped());
      else controller.enqueue(new TextEncoder().encode('{'));
      begun = true;
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/json' } });
}

/** With this code the Node server breaks the connection without printing a stack. */
function dropped(): Error {
  return Object.assign(new Error('connection dropped'), { code: 'ERR_STREAM_PREMATURE_CLOSE' });
}
