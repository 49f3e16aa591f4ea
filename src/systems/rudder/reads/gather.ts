/** All elements of an answer that is read one by one. */
export const gather = async <T>(each: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const one of each) all.push(one)
  return all
}
