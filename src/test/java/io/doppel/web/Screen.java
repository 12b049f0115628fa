package io.doppel.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/// What a visitor looks at.
///
/// @param width in CSS pixels
/// @param scheme light or dark
/// @param locale the browser's language
record Screen(int width, ColorScheme scheme, String locale) {

  static final Screen DESK = new Screen(1280, ColorScheme.LIGHT, "en-US");
  static final Screen DESK_AT_NIGHT = new Screen(1280, ColorScheme.DARK, "en-US");
  static final Screen PHONE = new Screen(360, ColorScheme.LIGHT, "en-US");
  static final Screen KOREAN_PHONE_AT_NIGHT = new Screen(360, ColorScheme.DARK, "ko-KR");

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, width < 600 ? 760 : 900)
        .setColorScheme(scheme)
        .setLocale(locale)
        .setAcceptDownloads(true);
  }

  @Override
  public String toString() {
    return "%d-%s-%s".formatted(width, scheme.name().toLowerCase(java.util.Locale.ROOT), locale.substring(0, 2));
  }
}
