/** A request that carries messages about several of a family is looked at once for each of them. */

import type { Check, SeenRequest, World } from '../contract.ts';
import { carriedIn, type Sight, showSight, sightOf } from './eyes.ts';

const parts = new WeakMap<SeenRequest, Promise<readonly SeenRequest[]>>();

/** As if each had gone alone: what becomes of the request becomes of them. */
function partsOf(world: World, request: SeenRequest): Promise<readonly SeenRequest[]> {
  const known = parts.get(request);
  if (known) return known;
  const made = divide(world, request);
  parts.set(request, made);
  return made;
}

async function divide(world: World, request: SeenRequest): Promise<readonly SeenRequest[]> {
  const { message, photos } = await sightOf(world, request);
  if (!message?.proactive) return [];
  const carried = await carriedIn(world, message.id);
  return carried.map((one) => {
    const part = Object.create(request) as SeenRequest;
    const sight: Sight = { message: one, photos };
    showSight(world, part, sight);
    return part;
  });
}

/** Asked about the message that the request is known by, and about each it carries. */
export function ofEach(check: Check): Check {
  const { onRequest } = check;
  if (!onRequest) return check;
  return {
    ...check,
    onRequest: async (world, request) => {
      const found = [...(await onRequest(world, request))];
      for (const part of await partsOf(world, request)) {
        found.push(...(await onRequest(world, part)));
      }
      return found;
    },
  };
}
