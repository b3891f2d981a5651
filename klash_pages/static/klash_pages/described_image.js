// An image and its alternative text, which nobody writes but the editor: Wagtail's own block fills in the file's title.
class DescribedImage extends window.wagtailStreamField.blocks.StructBlockDefinition {
  render(placeholder, prefix, state, error) {
    const block = super.render(placeholder, prefix, state, error);
    const text = document.getElementById(`${prefix}-alt_text`);
    const decorative = document.getElementById(`${prefix}-decorative`);
    const update = () => text.toggleAttribute("disabled", decorative.checked);
    decorative.addEventListener("change", update);
    update();
    return block;
  }
}
window.telepath.register("klash_pages.DescribedImage", DescribedImage);
