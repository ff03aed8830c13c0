<?xml version="1.0" encoding="UTF-8"?>
<!-- What stands beside the text, and folds away on a phone: abstract, notes, way, classes, rights (Guidelines 2). -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <xsl:template name="beside" as="element()">
    <div class="beside">
      <xsl:for-each select="teiHeader/profileDesc/abstract">
        <xsl:call-template name="fold">
          <xsl:with-param name="kind" select="'abstract'"/>
          <xsl:with-param name="number" select="position()"/>
          <xsl:with-param name="label" select="tx:label('abstract')"/>
          <xsl:with-param name="content" as="node()*">
            <xsl:apply-templates/>
            <xsl:if test="@resp">
              <p class="secondary">{tx:label('abstract.by', tx:responsible(@resp))}</p>
            </xsl:if>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:for-each select="teiHeader/fileDesc/notesStmt/note[not(@type = 'recordType')]">
        <xsl:call-template name="fold">
          <xsl:with-param name="kind" select="'header-note'"/>
          <xsl:with-param name="number" select="position()"/>
          <xsl:with-param name="label" select="string-join((tx:value-label('note', (@type, 'note')[1]), @n[../@type = 'record'][. ne 'unlabelled']), ': ')"/>
          <xsl:with-param name="content" as="element()">
            <div>
              <xsl:apply-templates/>
            </div>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="way"/>
      <xsl:call-template name="fold">
        <xsl:with-param name="kind" select="'classes'"/>
        <xsl:with-param name="label" select="tx:label('classes')"/>
        <xsl:with-param name="content" as="element()?">
          <xsl:where-populated>
            <dl class="facts">
              <xsl:call-template name="classes"/>
            </dl>
          </xsl:where-populated>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:call-template name="rights"/>
    </div>
  </xsl:template>

  <!-- A part that folds. Style sheet and script keep it open where there is room beside the text; without either it is
       opened by hand. -->
  <xsl:template name="fold" as="element()?">
    <xsl:param name="kind" as="xs:string"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="content" as="node()*" select="()"/>
    <!-- Instead of content: what is shown as it is written, by mode "folded", without a tree that would be copied. -->
    <xsl:param name="shown" as="element()*" select="()"/>
    <!-- Which of several of its kind it is. -->
    <xsl:param name="number" as="xs:integer" select="1"/>
    <xsl:if test="$content or $shown">
      <xsl:variable name="id" as="xs:string" select="tx:free-id($kind || string($number)[$number gt 1], .)"/>
      <section class="{$kind}">
        <!-- Of several only the first is a landmark: two of one name tell nobody which is which. -->
        <xsl:if test="$number eq 1">
          <xsl:attribute name="aria-labelledby" select="$id"/>
        </xsl:if>
        <details class="fold">
          <summary><h2 id="{$id}">{$label}</h2></summary>
          <xsl:sequence select="$content"/>
          <xsl:apply-templates select="$shown" mode="folded"/>
        </details>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- What kind of message it is, as the header classes it, and its languages. -->
  <xsl:template name="classes" as="element()*">
    <!-- The languages of nothing but single words. -->
    <xsl:variable name="quoted" as="xs:string*"
                  select="text//foreign/@xml:lang[not(. = root(.)/*/text/descendant-or-self::*[not(self::foreign)]/@xml:lang)]"/>
    <xsl:for-each-group select="teiHeader/profileDesc/textClass/catRef" group-by="replace(string(@scheme), '^#', '')">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="tx:value-label('class', current-grouping-key())"/>
        <xsl:with-param name="content" select="string-join(current-group() ! tx:category(.), ', ')"/>
      </xsl:call-template>
    </xsl:for-each-group>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="tx:label('class.subject')"/>
      <xsl:with-param name="content" select="tx:told(teiHeader/profileDesc/textClass/keywords//(term | item[not(term)]), ', ')"/>
    </xsl:call-template>
    <xsl:call-template name="fact">
      <xsl:with-param name="label" select="tx:label('fact.language')"/>
      <xsl:with-param name="content" select="string-join(
          teiHeader/profileDesc/langUsage/language[not(@ident = $quoted)] ! (tx:line(.)[.], string(@ident))[1], ', ')"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
