/** What MapLibre says, in French. */
export const FRENCH_LOCALE: Readonly<Record<string, string>> = {
  'AttributionControl.ToggleAttribution': 'Voir ou cacher les sources',
  'AttributionControl.MapFeedback': 'Signaler une erreur de la carte',
  'Map.Title': 'Carte des lieux',
  'Marker.Title': 'Repère',
  'NavigationControl.ResetBearing': 'Remettre le nord en haut',
  'NavigationControl.ZoomIn': 'Agrandir la carte',
  'NavigationControl.ZoomOut': 'Réduire la carte',
  'Popup.Close': 'Fermer',
  'ScaleControl.Meters': 'm',
  'ScaleControl.Kilometers': 'km',
  'CooperativeGesturesHandler.WindowsHelpText': 'Pour agrandir la carte, tenez la touche Ctrl et tournez la molette',
  'CooperativeGesturesHandler.MacHelpText': 'Pour agrandir la carte, tenez la touche ⌘ et faites défiler',
  'CooperativeGesturesHandler.MobileHelpText': 'Déplacez la carte avec deux doigts',
};
