// The addresses that the choosers of a translation ask, told on the tag that loads this file.
const { imageChooser, documentChooser, pageChooser } = document.currentScript.dataset;
window.chooserUrls ??= { imageChooser, documentChooser, pageChooser };
