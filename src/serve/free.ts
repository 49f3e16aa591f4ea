/** Gives the memory of a piece of a body back at once: the collector waits for 64 MB of them. It must not be read any more. */
export const free = ({ buffer, byteLength }: Buffer): void => {
  // What is part of something larger is not ours alone.
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && byteLength > 0) buffer.transfer(0)
}
