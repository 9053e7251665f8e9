// Copy and Print beside the secret code and the reference; without this file both can be tapped, selected and printed.

function button(words, name, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  if (name) made.setAttribute("aria-label", `${words}: ${name}`);
  made.addEventListener("click", pressed);
  return made;
}

async function isCopied(element) {
  try {
    await navigator.clipboard.writeText(element.textContent.trim());
    return true;
  } catch {
    getSelection().selectAllChildren(element);
    return document.execCommand("copy");
  }
}

for (const panel of document.querySelectorAll("[data-copy]")) {
  const { copy, copied, failed, print: printed } = panel.dataset;
  const kept = panel.querySelector(".copy");
  const told = document.createElement("span");
  const tool = document.createElement("span");
  told.setAttribute("role", "status");
  tool.className = "tool";
  tool.append(
    button(copy, (panel.querySelector("h2") ?? kept).textContent, async () => {
      told.textContent = "";
      told.textContent = (await isCopied(kept)) ? copied : failed;
    }),
  );
  if (printed) tool.append(button(printed, "", () => print()));
  tool.append(told);
  panel.append(tool);
}
