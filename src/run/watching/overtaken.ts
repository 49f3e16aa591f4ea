/** Somebody else changed what was read before, so the whole is tried again on what is there now. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** How often it is tried. */
const most = 20

/** Does `work`, which is one transaction, again and again until nobody was quicker. */
export const untilOurs = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === most) throw error
    }
  }
}
