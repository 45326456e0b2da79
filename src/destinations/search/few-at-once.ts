/** Many questions to a cluster in the time that a few of them take one after another. */

/** The cluster has others to serve. */
const atOnce = 6;

/** Does the work for each item, a few at once. @throws the first failure, when nothing is under way any more. */
export async function fewAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items].reverse();
  let failure: { error: unknown } | undefined;
  const workers = Array.from({ length: atOnce }, async () => {
    for (let item = left.pop(); item !== undefined && failure === undefined; item = left.pop()) {
      await work(item).catch((error: unknown) => {
        failure ??= { error };
      });
    }
  });
  await Promise.all(workers);
  if (failure !== undefined) throw failure.error;
}
