// Talks to the double: what the person does goes out, what they see comes in.

const token = document.querySelector("meta[name=demo-token]").content;

// act does something as the person. It gives {error, errors}.
export async function act(deed) {
  try {
    const answer = await fetch("act", {
      method: "POST", headers: { "Content-Type": "application/json", "X-Demo-Token": token }, body: JSON.stringify(deed),
    });
    if (!answer.ok) return { error: (await answer.text()).trim() };
    return await answer.json();
  } catch {
    return { error: "The demonstration has stopped." };
  }
}

// follow calls see with everything the person sees, after each change, and up with
// whether the double is there.
export function follow(see, up) {
  const source = new EventSource("events");
  let lost = false;
  source.onmessage = (event) => {
    if (lost) return location.reload();
    up(true);
    see(JSON.parse(event.data));
  };
  source.onerror = () => {
    lost = true;
    up(false);
  };
}
