import type { Connection, Reader } from './system.ts'

/** The reads of a connection, by operation; one that is read element by element returns all elements. */
export const readerOf =
  (connection: Connection, signal?: AbortSignal): Reader =>
  (operation, input) =>
    operation.shape.each
      ? Array.fromAsync(connection.each(operation, input, signal))
      : connection.call(operation, input, signal)
