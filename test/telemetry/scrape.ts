/** A page of the operator's listener. */
export const get = async (url: string) => {
  const response = await fetch(url)
  return { status: response.status, text: await response.text() }
}

/** The values of a page in Prometheus' text format, by name with labels: `coxswain_locked{connection="rudder/prod"}`. */
export const valuesOf = (page: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    page
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const at = line.lastIndexOf(' ')
        return [line.slice(0, at), Number(line.slice(at + 1))]
      }),
  )

/** Waits, without moving any clock, until something is so. */
export const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve))
}
