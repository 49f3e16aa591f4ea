import type { World } from '../../world.ts'

/** The id of a post with an answer of a watch: should it be lost, its owner is told. */
export const answerId = ({ ids }: Pick<World, 'ids'>, watch: string): string => `${ids.id()}:watch:${watch}`

/** The watch whose answer a post is; undefined if it is something else. */
export const watchOfAnswer = (post: string): string | undefined => /:watch:(\d{1,9})$/.exec(post)?.[1]
