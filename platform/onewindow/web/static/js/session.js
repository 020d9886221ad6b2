// The session ended while somebody was typing: a page takes up the new one, if it is the same person's.

/** What a post is answered with when its session is over, or its token belongs to an older one. */
export const isOver = (answer) => answer.status === 401 || answer.status === 400;

/** Asks the site who is signed in now: "mine", "other" or "nobody". A new session of the same person is taken up. */
export async function takeUp() {
  const mine = document.querySelector("input[name='account']");
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const theirs = page.querySelector("input[name='account']");
  if (!theirs) return "nobody";
  if (!mine || theirs.value !== mine.value) return "other";
  const token = page.querySelector("meta[name='csrf-token']").content;
  document.querySelector("meta[name='csrf-token']").content = token;
  for (const each of document.querySelectorAll("input[name='csrf_token']")) each.value = token;
  return "mine";
}

/** Says calmly that one has to sign in again, or that somebody else did; says nothing while all is well. */
export function tell(whose) {
  const box = document.getElementById("ow-away");
  for (const each of box.querySelectorAll("[data-away]")) each.hidden = each.dataset.away !== whose;
  box.hidden = whose === "mine";
}
