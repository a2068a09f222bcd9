/* Keeps conversations in this browser, so that they survive a reload. Where it may not, they last as long as the page. */

const STORE = "conversations";
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000; // milliseconds

let opened = null;

const tabs = new BroadcastChannel("apixo-sample");

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function open() {
  const request = indexedDB.open("apixo-sample", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return result(request);
}

async function work(mode, job) {
  try {
    opened ??= open();
    return await result(job((await opened).transaction(STORE, mode).objectStore(STORE)));
  } catch (error) {
    console.info("The conversation is not saved:", error.message);
    return undefined;
  }
}

export async function load(id) {
  return (await work("readonly", (store) => store.get(id)))?.turns ?? null;
}

export async function save(id, turns) {
  await work("readwrite", (store) => store.put({ id, turns, at: Date.now() }));
  tabs.postMessage(id);
}

/** Tells of each conversation that another tab has kept. */
export function onChange(listener) {
  tabs.onmessage = ({ data }) => listener(data);
}

export async function remove(id) {
  await work("readwrite", (store) => store.delete(id));
}

/** Forgets what nobody has come back to for a week. */
export async function forgetOld() {
  const old = (await work("readonly", (store) => store.getAll()) ?? []).filter(({ at }) => at < Date.now() - KEPT_FOR);
  await Promise.all(old.map(({ id }) => remove(id)));
}
